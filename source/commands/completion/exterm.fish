# fish completion for exterm. To have it in every shell:
#   exterm completion fish > ~/.config/fish/completions/exterm.fish
# The words that were typed are handed to exterm as they are, and never run.
function __exterm_candidates
    set -l words (commandline -opc)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    set -l current (commandline -ct)
    set -l lines ($program complete -- $words[2..-1] "$current" 2>/dev/null </dev/null)
    if test "$lines[1]" = ':files'
        __fish_complete_path "$current"
    else
        string join \n -- $lines
    end
end
complete -c exterm -f -k -a '(__exterm_candidates)'
