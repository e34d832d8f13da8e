import { useId, useMemo, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { FONT, INK, SOFT } from '../charts/theme.ts';
import { Explained } from '../shared/explained.tsx';
import { figureText, signed, withUnit } from '../shared/format.ts';
import { useText } from '../shared/use-text.ts';
import { drawBorders } from './borders-geometry.ts';
import { BETTER, classOf, NO_DATA, SAME, shadeOf, WORSE, type Shade } from './classes.ts';
import type { TownFigure, TownMap } from './map-queries.ts';
import { drawSketch, type DrawnTown } from './sketch-geometry.ts';

export const SHOWS = ['value', 'rank', 'change'] as const;
export type Show = (typeof SHOWS)[number];

interface TownDrawingProps {
  readonly map: TownMap;
  readonly show: Show;
  readonly label: string;
  readonly at: RefObject<SVGSVGElement | null>;
}

export function shadeFor(row: TownFigure, show: Show, bounds: readonly number[]): Shade {
  if (row.value === null) return NO_DATA;
  if (show !== 'change') return shadeOf(classOf(row.value, bounds), bounds);
  if (row.change === null) return NO_DATA;
  if (row.change === 0) return SAME;
  return row.improved === true ? BETTER : WORSE;
}

/** The towns in their places, each with its figure; a figure opens its explanation. Colours stand in the drawing itself, so that it can be taken out as an image. */
export function TownDrawing({ map, show, label, at }: TownDrawingProps) {
  const { sketch, borders } = map;
  const hatch = useId();
  const drawing = useMemo(() => (sketch ? drawSketch(sketch) : drawBorders(borders)), [sketch, borders]);
  const rows = new Map(map.towns.rows.map((row) => [row.unit, row]));
  return (
    <svg
      ref={at}
      className="town-drawing"
      viewBox={`0 0 ${drawing.width.toFixed(0)} ${drawing.height.toFixed(0)}`}
      role="group"
      aria-label={label}
      fontFamily={FONT}
    >
      <defs>
        <pattern id={hatch} width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" x2="0" y1="0" y2="12" stroke={SOFT} strokeWidth="3" opacity="0.45" />
        </pattern>
      </defs>
      {drawing.towns.map((town) => (
        <Town key={town.unit} town={town} row={rows.get(town.unit)} map={map} show={show} hatch={hatch} />
      ))}
    </svg>
  );
}

interface TownProps {
  readonly town: DrawnTown;
  readonly row: TownFigure | undefined;
  readonly map: TownMap;
  readonly show: Show;
  readonly hatch: string;
}

function Town({ town, row, map, show, hatch }: TownProps) {
  const { t } = useTranslation();
  const text = useText();
  const shade = row ? shadeFor(row, show, map.bounds) : NO_DATA;
  const short = map.short[town.unit];
  const name = row ? text(row.name) : town.unit;
  const value = row && row.value !== null ? withUnit(figureText(row.shown), map.towns.unitText) : null;
  const rank = row && row.rank !== null ? t('map.ranked', { rank: row.rank }) : t('map.unranked');
  const figures: Readonly<Record<Show, string>> = {
    value: row ? figureText(row.shown) : '',
    rank: row?.rank === null || row === undefined ? '—' : String(row.rank),
    change: signed(row?.change ?? null, 1),
  };
  const shown = value === null ? '—' : figures[show];
  const isSure = row !== undefined && row.value !== null && row.sufficient;
  const drawn = (
    <>
      <path d={town.path} fill={shade.fill} stroke="#fff" strokeWidth="5" strokeLinejoin="round" />
      {isSure ? null : <path d={town.path} fill={`url(#${hatch})`} stroke="none" />}
      <path className="outline" d={town.path} fill="none" stroke={SOFT} strokeWidth="1" strokeLinejoin="round" />
      <text x={town.x} y={town.y - 6} textAnchor="middle" className="town-name" fontSize="20" fill={shade.ink}>
        {short ? text(short) : name}
      </text>
      <text
        x={town.x}
        y={town.y + 22}
        textAnchor="middle"
        className="town-figure"
        fontSize="25"
        fontWeight="600"
        fill={shade.ink}
      >
        {shown}
      </text>
    </>
  );
  if (value === null || !row?.assessmentId) {
    return (
      <g role="img" aria-label={t('map.figureNone', { town: name })} fill={INK}>
        {drawn}
      </g>
    );
  }
  return (
    <Explained id={row.assessmentId} label={t('map.figure', { town: name, value, rank })}>
      {drawn}
    </Explained>
  );
}
