"""How a folder with results is kept, one idea in each file.

    files      a file is there whole or not at all, and is known by its size and checksum
    sealed     a small file of JSON vouches for itself
    lock       one process writes in a folder, or several that share
    markers    what is finished has a marker, which vouches for its files; what has none is done again
    manifest   what a folder is for: digests of what decides its results, and marks of what they were made from
    folder     a folder that is for one thing: held, described, checked, its scenario read back
    merge      folders of one kind put together

A kind of folder is a class that says what is its own: runs (`run.store`), experiments (`run.experiment.store`), among
them those of explorations, surveys and forecasts, sensitivity analyses (`ask.sensitivity.folder`) and measured claims
(`ask.claims.folder`).
"""
