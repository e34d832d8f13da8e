import { parsePeriod } from '@qingshan/kernel';

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 in Chinese: 一, 十, 十二, 二十, 九十九. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`no Chinese number for ${n}`);
  const tens = Math.floor(n / 10);
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${ten}${DIGITS[n % 10]}`;
}

/** `2024-11-05` as 2024年11月5日: Arabic digits, full year, no leading zeros (GB/T 9704-2012 7.3.5.4). */
export function chineseDate(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) throw new RangeError(`not a date: ${date}`);
  return `${match[1]}年${Number(match[2])}月${Number(match[3])}日`;
}

const QUARTERS = ['一', '二', '三', '四'];

/** A period as people write it: 2024年, 2024年上半年, 2024年第三季度, 2024年10月, 2024年1—10月; else its two dates. */
export function chinesePeriod(id: string): string {
  if (parsePeriod(id) === null) throw new RangeError(`not a period: ${id}`);
  const [, year = '', half, quarter, month] = /^(\d{4})(?:-H(\d)|-Q(\d)|-(\d{2}))?$/.exec(id) ?? [];
  if (half !== undefined) return `${year}年${half === '1' ? '上' : '下'}半年`;
  if (quarter !== undefined) return `${year}年第${QUARTERS[Number(quarter) - 1] ?? ''}季度`;
  if (month !== undefined) return `${year}年${Number(month)}月`;
  if (year !== '') return `${year}年`;
  const months = /^(\d{4})-(\d{2})\.\.\1-(\d{2})$/.exec(id);
  if (months !== null) return `${months[1]}年${Number(months[2])}—${Number(months[3])}月`;
  return id
    .split('..')
    .map((end) => (end.length === 7 ? chinesePeriod(end) : chineseDate(end)))
    .join('至');
}
