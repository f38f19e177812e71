# bash completion for exterm. To have it in every shell, in ~/.bashrc:  eval "$(exterm completion bash)"
# The words that were typed are handed to exterm as they are, and never run.
_exterm() {
  local line IFS=$'\n' current="${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  while read -r line; do
    if [ "$line" = ':files' ]; then
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -f -- "$current"))
      return
    fi
    COMPREPLY+=("${line%%$'\t'*}")
  done < <("${1/#\~/$HOME}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
}
complete -F _exterm exterm
