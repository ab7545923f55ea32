import { set } from "../set";

export const responseSet = set;
