export function wavFile(samples: ArrayLike<number>, rate: number): Buffer;
