/** How many rows a list asks for at once: few enough that an answer is read and drawn between two frames. */
export const ROW_PAGE = 100;
