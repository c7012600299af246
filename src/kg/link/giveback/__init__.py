"""What was found here, in the forms that others take: judged links, statements for Wikidata, disagreements with it."""
