import { hashPassword } from '../../central/services/passwords.ts';

/** A password's hash as central stores it, of the least cost argon2id has: signing in takes a test no 30 ms of a core then, twice. `passwords.test.ts` says what a real one costs. */
export async function quickHash(password: string): Promise<string> {
  return await hashPassword(password, { memory: 8, passes: 1, parallelism: 1 });
}
