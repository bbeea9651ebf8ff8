/* What was fitted, worked out at a place of the inputs: the same sums as in politburo, in ask/emulate. */
export class Emulator {
  constructor(bank) {
    this.bank = bank;
    const bytes = Uint8Array.from(atob(bank.numbers), (letter) => letter.charCodeAt(0));
    const numbers = new Float32Array(bytes.buffer);
    const of = ([first, length]) => numbers.subarray(first, first + length);
    const course = (one) => ({
      middle: of(one.middle), shapes: of(one.shapes),
      weights: one.weights.map((weight) => ({
        middle: weight.middle, trend: of(weight.trend), near: of(weight.near), coefficients: of(weight.coefficients),
      })),
    });
    this.places = of(bank.places);
    this.dimensions = bank.dimensions;
    this.series = bank.series.map((one) => ({
      ...one,
      ...Object.fromEntries(["reference", "low", "high", "zero", "below", "above", "error", "written"].map((name) => [name, of(one[name])])),
      difference: course(one.difference), spread: course(one.spread), pairs: course(one.pairs),
    }));
  }

  /* Where values lie: a lever from -1 to 1 over its range, an event -1 where it is left out. */
  place(values) {
    const levers = this.bank.levers.map((one, at) => {
      const share = one.wide
        ? Math.log(values[at] / one.low) / Math.log(one.high / one.low)
        : (values[at] - one.low) / (one.high - one.low);
      return 2 * share - 1;
    });
    return [...levers, ...this.bank.events.map((_, at) => 2 * values[levers.length + at] - 1)];
  }

  #weight(process, place) {
    const { trend, near, coefficients } = process;
    const d = this.dimensions;
    let value = process.middle;
    for (let at = 0; at < d; at++) value += place[at] * trend[at];
    // The processes of pairs have no part in the reference, which comes first among the places.
    const first = this.places.length - coefficients.length * d;
    for (let one = 0; one < coefficients.length; one++) {
      let far = 0;
      const from = first + one * d;
      for (let at = 0; at < d; at++) {
        const apart = place[at] - this.places[from + at];
        far += near[at] * apart * apart;
      }
      value += coefficients[one] * Math.exp(-0.5 * far);
    }
    return value;
  }

  #course(course, place) {
    const found = Float64Array.from(course.middle);
    course.weights.forEach((process, at) => {
      const weight = this.#weight(process, place);
      const from = at * found.length;
      for (let month = 0; month < found.length; month++) found[month] += weight * course.shapes[from + month];
    });
    return found;
  }

  /* A series at some values: difference, half-width by chance, mean and ends of the band of the runs; the last is the period. */
  at(series, values) {
    const place = this.place(values);
    const raw = this.#course(series.difference, place);
    const spread = this.#course(series.spread, place);
    const pairs = this.#course(series.pairs, place);
    const difference = raw.map((value, at) => value - series.zero[at]);
    const chance = pairs.map((value) => this.bank.factor * Math.exp(value));
    const mean = difference.map((value, at) => series.reference[at] + value);
    const low = mean.map((value, at) => value + series.below[at] * Math.exp(spread[at]));
    const high = mean.map((value, at) => value + series.above[at] * Math.exp(spread[at]));
    return { difference, chance, mean, low, high, error: series.error };
  }
}
