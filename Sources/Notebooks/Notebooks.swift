// The module is written in the files beside this one.
