"""Links to other datasets: candidates, scores with reasons, judgements, what is made of them."""
