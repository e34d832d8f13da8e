import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mapOf, type Place } from './map-geometry.ts';
import { entriesQuery, type RegisterDetail } from './register-queries.ts';
import { isPlace, useValueText } from './value-text.ts';

const MOST_POINTS = 500;

interface PlaceMapProps {
  readonly register: RegisterDetail;
  /** Field that holds positions */
  readonly field: string;
  readonly place: Place;
  readonly own: string;
  readonly name: string;
}

/** Where an entry lies among the others of its register; drawn here, without tiles of anybody. */
export function PlaceMap({ register, field, place, own, name }: PlaceMapProps) {
  const { t } = useTranslation();
  const query = useQuery(entriesQuery(register.id, {}, { offset: 0, limit: MOST_POINTS }));
  const others = (query.data?.entries ?? []).flatMap((entry) => {
    const value = entry.values[field];
    return entry.key === own || value === undefined || !isPlace(value) ? [] : [value];
  });
  const map = mapOf(place, others);
  const definition = register.fields.find((f) => f.id === field);
  const valueText = useValueText(register);
  const shown = definition ? valueText(definition, place) : '';
  return (
    <figure className="place-map">
      <svg
        viewBox={`0 0 ${map.width} ${map.height}`}
        role="img"
        aria-label={t('registers.map.label', { place: shown })}
      >
        {map.lines.map((line) => (
          <g key={line.text}>
            <line x1={line.x1} y1={line.y1} x2={line.x2} y2={line.y2} className="grid" />
            <text x={line.textX} y={line.textY}>
              {line.text}
            </text>
          </g>
        ))}
        {[...new Set(map.others.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`))].map((point) => {
          const [x, y] = point.split(' ');
          return <circle key={point} cx={x} cy={y} r={3} className="other" />;
        })}
        {map.square === null ? (
          <circle cx={map.own.x} cy={map.own.y} r={6} className="own" />
        ) : (
          <rect {...map.square} className="own blurred" />
        )}
        <line x1={8} y1={map.height - 8} x2={8 + map.scale.length} y2={map.height - 8} className="scale" />
        <text x={8} y={map.height - 13}>
          {map.scale.text}
        </text>
      </svg>
      <figcaption>
        {name} {shown}
        <small> {t('registers.map.note')}</small>
      </figcaption>
    </figure>
  );
}
