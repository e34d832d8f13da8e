import { useMemo } from 'react';
import { sparkline, type SparklineInput } from './sparkline-geometry.ts';

interface SparklineProps {
  readonly input: SparklineInput;
  /** What the line shows, in words */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ input, label, width = 260, height = 44 }: SparklineProps) {
  const g = useMemo(() => sparkline(input, width, height), [input, width, height]);
  if (g === null) return null;
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img">
      <title>{label}</title>
      {g.limitY === null ? null : <line className="limit" x1="0" x2={width} y1={g.limitY} y2={g.limitY} />}
      {g.fan === null ? null : <path className="fan" d={g.fan} />}
      {g.middle === null ? null : <path className="middle" d={g.middle} />}
      <path className="past" d={g.line} />
      {g.end === null ? null : <circle cx={g.end.x} cy={g.end.y} r="2.6" />}
    </svg>
  );
}
