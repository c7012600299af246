"""What pages call the words of other vocabularies, whose labels are not in the data."""

from typing import Final

from kg.errors import Lang, Text
from kg.namespaces import shorten

_NAMES: Final = {
    "dcterms:description": Text("说明", "description"),
    "dcterms:identifier": Text("标识", "identifier"),
    "dcterms:isPartOf": Text("所属", "part of"),
    "dcterms:issued": Text("发布日期", "issued"),
    "dcterms:license": Text("许可", "licence"),
    "dcterms:publisher": Text("出版者", "publisher"),
    "dcterms:requires": Text("需要的图", "requires the graph"),
    "dcterms:source": Text("来源", "source"),
    "dcterms:title": Text("题名", "title"),
    "dcat:Dataset": Text("数据集", "dataset"),
    "dcat:distribution": Text("文件", "file"),
    "owl:AnnotationProperty": Text("注解属性", "annotation property"),
    "owl:Class": Text("类", "class"),
    "owl:DatatypeProperty": Text("值属性", "data property"),
    "owl:ObjectProperty": Text("关系", "relation"),
    "owl:disjointWith": Text("互斥于", "disjoint with"),
    "owl:equivalentClass": Text("等同于", "same as"),
    "owl:inverseOf": Text("反向关系", "inverse of"),
    "owl:propertyChainAxiom": Text("属性链", "property chain"),
    "prov:hadPrimarySource": Text("来源", "source"),
    "prov:wasAttributedTo": Text("出自", "said by"),
    "prov:wasGeneratedBy": Text("由来", "made by"),
    "rdf:object": Text("宾语", "object"),
    "rdf:predicate": Text("关系", "relation"),
    "rdf:subject": Text("主语", "subject"),
    "rdfs:comment": Text("说明", "comment"),
    "rdfs:domain": Text("主语的类", "domain"),
    "rdfs:isDefinedBy": Text("定义于", "defined by"),
    "rdfs:label": Text("名称", "label"),
    "rdfs:range": Text("宾语的类", "range"),
    "rdfs:seeAlso": Text("参见", "see also"),
    "rdfs:subClassOf": Text("上位类", "subclass of"),
    "rdfs:subPropertyOf": Text("上位关系", "subproperty of"),
    "schema:keywords": Text("主题", "keywords"),
    "schema:target": Text("查询的数据", "target"),
    "sh:class": Text("值的类", "class of values"),
    "sh:NodeShape": Text("形状", "shape"),
    "sh:Parameter": Text("参数", "parameter"),
    "sh:SPARQLExecutable": Text("查询", "query"),
    "sh:name": Text("名称", "name"),
    "sh:optional": Text("可省", "optional"),
    "sh:order": Text("次序", "order"),
    "sh:parameter": Text("参数", "parameters"),
    "sh:select": Text("SPARQL", "SPARQL"),
    "sh:targetClass": Text("所查的类", "target class"),
    "skos:Concept": Text("概念", "concept"),
    "skos:ConceptScheme": Text("概念方案", "concept scheme"),
    "skos:altLabel": Text("别名", "alias"),
    "skos:broader": Text("上位概念", "broader"),
    "skos:changeNote": Text("变更", "change note"),
    "skos:definition": Text("定义", "definition"),
    "skos:example": Text("例", "example"),
    "skos:inScheme": Text("所属方案", "in scheme"),
    "skos:notation": Text("代码", "notation"),
    "skos:scopeNote": Text("用法", "scope note"),
    "skos:topConceptOf": Text("顶层概念属", "top concept of"),
    "void:Dataset": Text("数据集", "dataset"),
    "void:entities": Text("事物数", "things"),
    "void:triples": Text("三元组数", "triples"),
    "vs:term_status": Text("状态", "status"),
}


def called(iri: str, label: str, lang: Lang) -> str:
    """The label; for a word of another vocabulary that has none, the name it goes by here."""
    short = shorten(iri)
    known = _NAMES.get(short) if label == short else None
    return known.in_(lang) if known else label
