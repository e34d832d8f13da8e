import type { Schemas } from '../api/client.ts';
import { decimal } from '../shared/format.ts';

interface QuantileStripProps {
  readonly quantiles: Schemas['Quantiles'];
  readonly limit: number | null;
  readonly label: string;
}

const [WIDTH, HEIGHT, EDGE] = [420, 66, 30];

/** The range of a result on a line: 5–95 % pale, 25–75 % darker, the median a stroke, the limit dotted. */
export function QuantileStrip({ quantiles: q, limit, label }: QuantileStripProps) {
  const values = [q.p5, q.p95, ...(limit === null ? [] : [limit])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (v: number): number => (high === low ? WIDTH / 2 : EDGE + ((v - low) / (high - low)) * (WIDTH - 2 * EDGE));
  return (
    <svg className="quantile-strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
      <title>{label}</title>
      <rect className="outer" x={x(q.p5)} width={x(q.p95) - x(q.p5)} y="26" height="14" />
      <rect className="inner" x={x(q.p25)} width={x(q.p75) - x(q.p25)} y="26" height="14" />
      <line className="median" x1={x(q.p50)} x2={x(q.p50)} y1="22" y2="44" />
      <text x={x(q.p5)} y="58">
        {decimal(q.p5, 1)}
      </text>
      <text x={x(q.p50)} y="58" className="strong">
        {decimal(q.p50, 1)}
      </text>
      <text x={x(q.p95)} y="58">
        {decimal(q.p95, 1)}
      </text>
      {limit === null ? null : (
        <>
          <line className="limit" x1={x(limit)} x2={x(limit)} y1="16" y2="48" />
          <text x={x(limit)} y="11">
            {decimal(limit, 0)}
          </text>
        </>
      )}
    </svg>
  );
}
