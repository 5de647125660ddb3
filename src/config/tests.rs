//! What a settings file may say, and what is told of one that says something else.
