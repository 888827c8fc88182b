# SPDX-License-Identifier: MIT
# C source as "FILE:LINE:code", without comments and without what is between
# quotes, so that a pattern finds code only. #include lines stay whole.

# Where the comment, text or character that begins at i ends.
function skip_quoted(s, i, quote) {
    for (i++; i <= length(s); i++) {
        if (substr(s, i, 1) == "\\")
            i++
        else if (substr(s, i, 1) == quote)
            return i
    }
    return length(s)
}

FNR == 1 { in_comment = 0 }

/^[ \t]*#[ \t]*include/ && !in_comment {
    print FILENAME ":" FNR ":" $0
    next
}

!in_comment && !/["'\/]/ {
    print FILENAME ":" FNR ":" $0
    next
}

{
    code = ""
    for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        two = substr($0, i, 2)
        if (in_comment) {
            if (two == "*/") {
                in_comment = 0
                i++
            }
        } else if (two == "/*") {
            in_comment = 1
            i++
        } else if (two == "//") {
            break
        } else if (c == "\"" || c == "'") {
            i = skip_quoted($0, i, c)
            code = code c c
        } else {
            code = code c
        }
    }
    print FILENAME ":" FNR ":" code
}
