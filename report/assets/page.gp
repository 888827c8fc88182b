# SPDX-License-Identifier: MIT
# Stand-ins for the page's colours (svg.h).
picture = 'chart.svg'
c_text = '#010200'
c_faint = '#010201'
c_grid = '#010202'
c_bar = '#010203'
c_line = '#010204'
c_band = '#010205'
c_more = '#010206'
c_less = '#010207'
heat(i) = 0x010300 + int(i)
on(i) = 0x010400 + int(i)
few_cell = 0x010202
more_cell = 0x010209
less_cell = 0x010208
few_text = 0x010200
set terminal svg size W,H noenhanced font 'sans,12' dashlength 1
