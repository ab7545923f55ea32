import { oneOption } from "../one-option";

/** A digit chooses the point of that number, where the numbers begin at 0 or 1. */
export const ordinalScale = oneOption;
