# SPDX-License-Identifier: MIT
# Colours that are told apart without seeing red or green, light and dark.
dark = strstrt(picture, '-dark.') > 0
c_paper = dark ? '#12161a' : '#ffffff'
c_text = dark ? '#e8ebee' : '#1b1f23'
c_faint = dark ? '#a3adb7' : '#57606a'
c_grid = dark ? '#2b343d' : '#e3e8ed'
c_bar = dark ? '#5aaae0' : '#2f7fb8'
c_line = dark ? '#d7ecfb' : '#123a58'
c_band = dark ? '#24465f' : '#c6dff0'
c_more = dark ? '#5aaae0' : '#0b5c94'
c_less = dark ? '#f0a050' : '#b04a00'
heats = dark ? \
  '0x1a232b 0x1d2e3c 0x203a4f 0x234763 0x285578 0x2f6893 0x4a8cbb 0x6aa8d4 0x92c5e8 0xbfe0f7' : \
  '0xf1f6fa 0xdce9f4 0xc5dbed 0xa9cae3 0x8ab7d9 0x5f9ac8 0x3577a9 0x286697 0x184c77 0x0c3355'
ons = dark ? \
  '0xe8ebee 0xe8ebee 0xe8ebee 0xf2f5f7 0xf7fafc 0xffffff 0x08121a 0x08121a 0x08121a 0x08121a' : \
  '0x1b1f23 0x1b1f23 0x1b1f23 0x1b1f23 0x1b1f23 0x10161c 0xffffff 0xffffff 0xffffff 0xffffff'
heat(i) = int(word(heats, int(i) + 1))
on(i) = int(word(ons, int(i) + 1))
more_cell = dark ? 0x1f5b85 : 0x98c6e8
less_cell = dark ? 0x7a4a18 : 0xf5c48a
few_cell = dark ? 0x2b343d : 0xe3e8ed
few_text = dark ? 0xe8ebee : 0x1b1f23
# A PNG has two pixels for each unit; its font sizes are points of 4/3 pixel.
if (strstrt(picture, '.png') > 0) {
  set terminal pngcairo size 2*W,2*H noenhanced font 'sans,12' fontscale 1.5 linewidth 2 pointscale 2 dashlength 1 background rgb c_paper
} else {
  set terminal svg size W,H noenhanced font 'sans-serif,12' dashlength 1 background c_paper
}
