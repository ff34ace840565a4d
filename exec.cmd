@rem "npm start" begins with "exec", so that under sh there is no shell left in between: it would swallow Ctrl+C and
@rem end with an exit code of its own. Windows has no such word, and finds this file instead.
@%*
