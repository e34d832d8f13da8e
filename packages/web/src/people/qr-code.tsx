import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

/** Light modules that a reader needs around the code */
const QUIET = 4;

/** A text as a QR code, made on this page. It is dark on light whatever the page is, since readers expect that. */
export function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const code = generate(text);
  const size = code.size + 2 * QUIET;
  return (
    <svg className="qr" role="img" aria-label={name} viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}>
      <rect x={-QUIET} y={-QUIET} width={size} height={size} fill="#fff" />
      <path d={toSvgPath(code)} fill="#000" />
    </svg>
  );
}
