import { words } from "../words";

export const reason = words;
