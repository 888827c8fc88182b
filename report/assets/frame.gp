# SPDX-License-Identifier: MIT
# What all charts share: title and the three lines under it.
set encoding utf8
set output picture
set datafile separator "\t"
set datafile commentschars ''
say(i) = $words[1 + int(i)][2:]
set border 0
unset key
set style fill solid 1 noborder
set label 1 say(0) at screen 8.0/W, screen 1 - 16.0/H left font ',14' tc rgb c_text
set label 2 say(1) at screen 8.0/W, screen 1 - 34.0/H left font ',12' tc rgb c_text
set label 3 say(2) at screen 8.0/W, screen 1 - 51.0/H left font ',12' tc rgb c_faint
set label 4 say(3) at screen 8.0/W, screen 1 - 67.0/H left font ',12' tc rgb c_faint
