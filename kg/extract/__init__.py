"""From a Document to sentences, mentions and facts."""
