import "./styles/tokens.css";
console.log("x");
