import { methodById, runMethod } from '@qingshan/methods';
import { both, linesOf, outcome, type Comparison } from './shared.ts';

/** The cells of a line of CSV in which texts may stand in quotes. */
function cellsOf(line: string): string[] {
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

/** Packets quoted in public programs, with the length and the CRC that they declare themselves. */
export const packets: Comparison = (bench) => {
  const method = methodById('protocol.hj212-frame');
  const [head = '', ...lines] = linesOf(bench, 'hj212/frames.csv');
  const at = new Map(cellsOf(head).map((name, i) => [name, i]));
  const rows = lines.map((line) => {
    const cells = cellsOf(line);
    const cell = (name: string): string => cells[at.get(name) ?? -1] ?? '';
    return { frame: cell('frame'), right: cell('len_ok') === 'True' && cell('crc_ok') === 'True' };
  });
  const agrees = ({ frame, right }: (typeof rows)[number]): boolean =>
    (runMethod(method, { frame }, bench.context).verdict === 'met') === right;
  const of = (list: typeof rows) => ({ compared: list.length, agreed: list.filter(agrees).length });
  return {
    id: 'hj212-packets',
    method: method.id,
    methodVersion: method.version,
    title: both(
      'HJ 212 通信包：标准附录A算例和公开程序中引用的通信包',
      'HJ 212 packets: the example of Annex A and packets quoted in public programs',
    ),
    publisher: both('HJ 212-2017 附录A；公开的程序源码', 'HJ 212-2017 Annex A; source of public programs'),
    period: '2017',
    rule: both(
      '结构、数据段长度和 CRC16，与另一程序逐包核对的结果比较。',
      'Structure, length of the data segment and CRC16, compared with what another program found packet by packet.',
    ),
    outcomes: [
      outcome({
        what: both('正确的通信包，应予接受', 'Right packets, to be accepted'),
        ...of(rows.filter((r) => r.right)),
      }),
      outcome({
        what: both('有误的通信包，应予拒绝', 'Wrong packets, to be refused'),
        ...of(rows.filter((r) => !r.right)),
      }),
    ],
    figures: [],
  };
};
