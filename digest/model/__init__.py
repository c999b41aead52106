"""What passes between the stages: frozen values, no input or output.

articles  ->  stories  ->  drafts  ->  issues  ->  findings
"""
