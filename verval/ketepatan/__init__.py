"""Accuracy of targeting: who is eligible and left out, who receives and is not, against the rule and against visits."""
