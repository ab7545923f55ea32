import { set } from "../set";

export const multipleChoice = set;
