import { oneOption } from "../one-option";

export const singleChoice = oneOption;
