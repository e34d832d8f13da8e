/** Eight shifts of each byte, each with the polynomial where a 1 drops out. */
const SHIFTED = Uint16Array.from({ length: 256 }, (_, byte) => {
  let reg = byte;
  for (let i = 0; i < 8; i++) reg = reg & 1 ? (reg >> 1) ^ 0xa001 : reg >> 1;
  return reg;
});

function shifted(byte: number): number {
  return SHIFTED[byte] ?? 0;
}

function hex(register: number): string {
  return register.toString(16).toUpperCase().padStart(4, '0');
}

/** CRC16 of HJ 212-2017 Annex A over the bytes of a data segment: four hex digits, high byte first. */
export function crcOf(bytes: Uint8Array): string {
  let reg = 0xffff;
  for (const byte of bytes) reg = shifted((reg >> 8) ^ byte);
  return hex(reg);
}

/** The Modbus CRC16, which some instruments send instead; it is not the one of the standard. */
export function modbusCrcOf(bytes: Uint8Array): string {
  let reg = 0xffff;
  for (const byte of bytes) reg = (reg >> 8) ^ shifted((reg ^ byte) & 0xff);
  return hex(reg);
}

/** The two bytes of a CRC exchanged. */
export function swapped(crc: string): string {
  return crc.slice(2) + crc.slice(0, 2);
}

/** Rules by which instruments work out a CRC: that of the standard, the same low byte first, that of Modbus. */
export const CRC_VARIANTS = ['hj212', 'swapped', 'modbus'] as const;
export type CrcVariant = (typeof CRC_VARIANTS)[number];

/** Which rule a written CRC follows; hex digits in either case. The Modbus CRC is met with its bytes in either order. */
export function variantOf(written: string, bytes: Uint8Array): CrcVariant | 'wrong' {
  const crc = written.toUpperCase();
  const right = crcOf(bytes);
  if (crc === right) return 'hj212';
  if (crc === swapped(right)) return 'swapped';
  const modbus = modbusCrcOf(bytes);
  return crc === modbus || crc === swapped(modbus) ? 'modbus' : 'wrong';
}
