" Vim compiler file: `:compiler soc2lint`, then `:make` fills the quickfix list.
if exists("current_compiler")
  finish
endif
let current_compiler = "soc2lint"

CompilerSet makeprg=soc2lint\ check\ --format\ concise\ $*
CompilerSet errorformat=%f:%l:%c:\ %t%*[^:]:\ %m,%-G%.%#
