import type { zh } from '../locales/zh.ts';

export interface PageEntry {
  /** Of its name, `nav.<key>` */
  readonly key: keyof typeof zh.nav.pages;
  readonly path: string;
  /** Pages that are reached from this one and stand under its name: beginnings of their addresses */
  readonly under?: readonly string[];
  /** The use case that whoever sees the entry may run; absent: everybody */
  readonly needs?: string;
}

export interface PageGroup {
  readonly key: keyof typeof zh.nav.groups;
  readonly entries: readonly PageEntry[];
}

/** The pages of the main navigation, in its order. A page of a new part is one line here and its name in the locales. */
export const PAGE_GROUPS: readonly PageGroup[] = [
  {
    key: 'overview',
    entries: [
      { key: 'board', path: '/', under: ['/targets/'] },
      { key: 'plan', path: '/plan' },
      { key: 'towns', path: '/towns' },
      { key: 'map', path: '/map' },
      { key: 'documents', path: '/documents' },
    ],
  },
  {
    key: 'loop',
    entries: [
      { key: 'desk', path: '/desk', under: ['/measures/'], needs: 'desk' },
      { key: 'work', path: '/work', under: ['/reports/'], needs: 'desk' },
      { key: 'coordination', path: '/coordination', needs: 'requests' },
      { key: 'cases', path: '/cases', needs: 'cases' },
      { key: 'responses', path: '/responses', needs: 'responses' },
      { key: 'scores', path: '/scores', needs: 'scores' },
      { key: 'field', path: '/field', needs: 'fieldWork' },
      { key: 'registers', path: '/registers', needs: 'registers' },
    ],
  },
  {
    key: 'basis',
    entries: [
      { key: 'data', path: '/data' },
      { key: 'quality', path: '/quality', needs: 'quality' },
      { key: 'devices', path: '/devices', needs: 'devices' },
      { key: 'intake', path: '/intake', needs: 'intakeDoors' },
      { key: 'methods', path: '/methods', under: ['/validation'] },
      { key: 'standards', path: '/standards' },
    ],
  },
];

function holds(path: string, pathname: string): boolean {
  return pathname === path || (path !== '/' && pathname.startsWith(path.endsWith('/') ? path : `${path}/`));
}

/** Whether the page at `pathname` is the entry's own or stands under its name. */
export function isAt({ path, under = [] }: PageEntry, pathname: string): boolean {
  return [path, ...under].some((beginning) => holds(beginning, pathname));
}

/** What somebody with these use cases sees; groups without an entry fall away. */
export function visibleGroups(groups: readonly PageGroup[], may: readonly string[]): readonly PageGroup[] {
  return groups
    .map(({ key, entries }) => ({
      key,
      entries: entries.filter(({ needs }) => needs === undefined || may.includes(needs)),
    }))
    .filter(({ entries }) => entries.length > 0);
}
