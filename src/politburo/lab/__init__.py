"""The lab: a page in the browser on which levers are moved and real simulated runs answer, with the server behind it.

It is a face: what is asked is a comparison or a run as `ask` has them, and what is shown is made by `show`. Starlette
and uvicorn (extra `lab`) are imported where they are used.
"""
