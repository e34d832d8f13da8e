/** A register of 16 bits fed with one byte: eight shifts, each with the polynomial where a 1 drops out. */
function feed(register: number): number {
  let reg = register;
  for (let i = 0; i < 8; i++) reg = reg & 1 ? (reg >> 1) ^ 0xa001 : reg >> 1;
  return reg;
}

function hex(register: number): string {
  return register.toString(16).toUpperCase().padStart(4, '0');
}

/** CRC16 of HJ 212-2017 Annex A over the bytes of a data segment: four hex digits, high byte first. */
export function crcOf(bytes: Uint8Array): string {
  return hex(bytes.reduce((reg, byte) => feed((reg >> 8) ^ byte), 0xffff));
}

/** The Modbus CRC16, which some instruments send instead; it is not the one of the standard. */
export function modbusCrcOf(bytes: Uint8Array): string {
  return hex(bytes.reduce((reg, byte) => feed(reg ^ byte), 0xffff));
}

/** The two bytes of a CRC exchanged. */
export function swapped(crc: string): string {
  return crc.slice(2) + crc.slice(0, 2);
}
