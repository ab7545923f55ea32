import { words } from "../words";

export const freeText = words;
