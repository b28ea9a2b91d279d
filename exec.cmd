@rem "npm start" says exec, so that a signal to npm reaches the desk and not a shell between. cmd.exe has no such word.
@%*
