/** The colours of base.css for charts: ink on paper, one green. */
export const INK = '#1d2b2a';
export const SOFT = '#566462';
export const LINE = '#dfe3de';
export const GREEN = '#2c7a57';
/** Daily values */
export const LIGHT_GREEN = '#a9cdbb';
export const PALE = '#98a39f';

export const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';

/** The official colours of the six AQI levels (HJ 633, RGB as printed), and the ink that can be read on each. */
export const AQI_COLOURS = [
  { fill: 'rgb(0 228 0)', ink: INK },
  { fill: 'rgb(255 255 0)', ink: INK },
  { fill: 'rgb(255 126 0)', ink: INK },
  { fill: 'rgb(255 0 0)', ink: '#000' },
  { fill: 'rgb(153 0 76)', ink: '#fff' },
  { fill: 'rgb(126 0 35)', ink: '#fff' },
] as const;
