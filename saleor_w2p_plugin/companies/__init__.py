"""Companies and their people: who may act for whom."""
