/** How one statement does what several callers ask for in the same turn of the event loop. */
export interface Gathered<Input, Answer> {
  /** All at once; answers in the order of the inputs. */
  together(inputs: readonly Input[]): Promise<readonly Answer[]>
  /**
   * What an input writes to. Inputs with the same key never share a statement, and a statement takes its keys in order, so
   * that two of them wait for each other in one direction only.
   */
  keyOf?(input: Input): string
  /** Whether an error would meet each of the callers by itself as well: then it is theirs. */
  isEveryones(error: unknown): boolean
}

type Asking<Input, Answer> = (input: Input, alone: () => Promise<Answer>) => Promise<Answer>

/** How a noun of the store gathers what it is asked: over the turn, or not at all. */
export type Gather = <Input, Answer>(gathered: Gathered<Input, Answer>) => Asking<Input, Answer>

interface Ask<Input, Answer> {
  readonly input: Input
  alone(): Promise<Answer>
  resolve(answer: Answer): void
  reject(error: unknown): void
}

const most = 100

/**
 * Takes what is asked for one by one and does it together. Whoever is alone in a turn is answered by the plain statement;
 * when one of several is at fault, each is tried by itself, so that the others do not suffer.
 */
export function gather<Input, Answer>(gathered: Gathered<Input, Answer>): Asking<Input, Answer> {
  let waiting: Ask<Input, Answer>[] = []
  const turn = () => {
    const asks = waiting
    waiting = []
    for (const batch of batches(asks, gathered)) void answer(batch, gathered)
  }
  return (input, alone) =>
    new Promise((resolve, reject) => {
      // After the sockets of this turn were read: their requests then stand in one queue.
      if (waiting.length === 0) setImmediate(turn)
      waiting.push({ input, alone, resolve, reject })
    })
}

/** For a transaction, which has a connection to itself and one statement after the other. */
export function oneByOne<Input, Answer>(): Asking<Input, Answer> {
  return (_input, alone) => alone()
}

async function answer<Input, Answer>(
  batch: readonly Ask<Input, Answer>[],
  { together, isEveryones }: Gathered<Input, Answer>,
): Promise<void> {
  if (batch.length > 1) {
    try {
      const answers = await together(batch.map(({ input }) => input))
      for (const [place, { resolve }] of batch.entries()) resolve(answers[place] as Answer)
      return
    } catch (error) {
      if (isEveryones(error)) {
        for (const { reject } of batch) reject(error)
        return
      }
    }
  }
  for (const ask of batch) void answerAlone(ask)
}

async function answerAlone<Input, Answer>({ alone, resolve, reject }: Ask<Input, Answer>): Promise<void> {
  try {
    resolve(await alone())
  } catch (error) {
    reject(error)
  }
}

function batches<Input, Answer>(
  asks: readonly Ask<Input, Answer>[],
  { keyOf }: Gathered<Input, Answer>,
): readonly (readonly Ask<Input, Answer>[])[] {
  const rounds = asks.length > 1 && keyOf ? inRounds(asks, keyOf) : [asks]
  return rounds.flatMap((round) =>
    Array.from({ length: Math.ceil(round.length / most) }, (_, part) => round.slice(part * most, (part + 1) * most)),
  )
}

// The first for each key, then the second for each, and so on; each round by key.
function inRounds<Input, Answer>(
  asks: readonly Ask<Input, Answer>[],
  keyOf: (input: Input) => string,
): readonly (readonly Ask<Input, Answer>[])[] {
  const byKey = new Map<string, Ask<Input, Answer>[]>()
  for (const ask of asks) {
    const key = keyOf(ask.input)
    byKey.set(key, [...(byKey.get(key) ?? []), ask])
  }
  const sorted = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, same]) => same)
  const longest = Math.max(...sorted.map((same) => same.length))
  return Array.from({ length: longest }, (_, round) => sorted.flatMap((same) => same[round] ?? []))
}
