#compdef exterm
# zsh completion for exterm. To have it in every shell, in ~/.zshrc behind compinit:  eval "$(exterm completion zsh)"
# The words that were typed are handed to exterm as they are, and never run.
_exterm() {
  local line value
  local -a lines entries
  lines=("${(@f)$("${words[1]/#\~/$HOME}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)}")
  if [[ ${lines[1]} == ':files' ]]; then
    _files
    return
  fi
  for line in $lines; do
    value=${line%%$'\t'*}
    entries+=("${value//:/\\:}:${line#*$'\t'}")
  done
  (( ${#entries} )) && _describe -V exterm entries
}
if [[ ${funcstack[1]} == _exterm ]]; then
  _exterm
else
  compdef _exterm exterm
fi
