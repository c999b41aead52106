"""The stages in their order; start reading at build.py.

    collect -> store -> select -> draft -> compose -> render -> check -> archive

Only this package knows more than one stage.
"""
