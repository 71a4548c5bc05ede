/** `4.00` as people write it: `4`. How hours come from times is the API's to say (`GET /study-hours`). */
export const hoursText = (hours: string | number): string => String(Number(hours))
