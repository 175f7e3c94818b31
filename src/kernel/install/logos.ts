/** A descending curve on TypeScript's blue. */
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
  <rect width="64" height="64" rx="8" fill="#3178c6"/>
  <path d="M10 16c14 0 14 32 28 32h16" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
  <circle cx="24" cy="30" r="5" fill="#fff"/>
</svg>
`;

/** The drawing above as a browser paints it, for front ends that show no SVG: notebook 6, VS Code. */
const png = {
  32: "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAACcUlEQVR4nMyXTWgTQRiG39ls2vzVRGJr1KoVrdJUtEW9VE9ehGKxCoJ41OBFEPSg8SIFkWivWlAQ8SSISIuIYG9KG1FasVKzClWLNVrsT5qaaPM7zkxUotWySXazfWDY/ZYdvnffnfm+XRmMrWeDewmFH5Q2EkJc0BFK6QwIeUUJLg4FWu6TptPBdiKhGwZAs9gvEULPwCB4bpkdGmAYpEEGgRNGwXJLMJh5AjzOCixno1zI+cGyKjMe+LeJ89GJ7+h7HUFX7xgS6Sz0Qv77AqV8dQJ11VYxtqxdguM3QognMtAD04pdRzt+Bd+SWdwb+IKP0wmscVvhtMnidezc6MLDl5NIpim0Zt4aGI8mcfvJOA5fHsLTkai4tmmlHada66AH/90F3I0TNxWEmRuc9h018NY6UDYBnFSGouPuyO/4/MENQojLJqMsAjiD72bxWImI83U1Vpw7sB53TjZpJkJVIVI+xf6I3Q4zWpuroQWqHmPqawp6ocqBR6FpZPJqEd+MfW8i0AJVAiaYA22dg1DC8ZwApiClUU1Q3Yx4fbjQ/TY3iVVK3+5aaEFB3TDEHHj2szjt265NXSi4HV/p/ZCbyFwIHKpHhUxQCgULGB6LoYf1C85qtwVdR7ywmIv/rCDN/mDBq6nKasL1Y5tR77GJmLfuW/2f8Z4dFyI8NSfWUskCOA6LCVd9jfCusquew3fPnsAAJvPqStHexeYy8F0bxvPRWZRC0Q7ks9Quw+OqhK3StOB9/3oFmnSUSDwtRjEsgq9iiiiMguVmDlAFhkEViVJyCQbBc0svOlt6sgRtbCv0i19n3ZPSGZ6L5+S5fwAAAP//Ewv0QwAAAAZJREFUAwC3oNxHKooeDQAAAABJRU5ErkJggg==",
  64: "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAE6klEQVR4nOybW0wcVRjH/2f2wgJyF6kIKYi1WOllm6os1Sa2aNPEmiiJNT6gpqlRQ7RGW6+taKJR2qSpDxpbjNgHY9QHYysmmtCopcHWwpYQaAu0tEAJpUWW6y7LzPGc0SawMyxud3Z3huGXAMM5Q8L332/Od5lzrAhgxc6GYkGQniWgdwFkGRvKgLG5BtBWUNIqUqGmuaq4YfokuX6RV3nUkTphf48NvApCLJiPUCoyi/cKg3G7Th1Y4+dDsgBFbzWssIrit4SQpTADlJ72WyzlLR8WNwv8d5skPmUa4zmErOQ2y5fON+tdlJJjzBUEmAgKSFOC4BQgkafNZjyH22wTpRcFSrAKJoXZXigQikKYl0Ir84UUmBT2GGSZ7tkPZEEAmBzTC2Cd64bkeCvWF6UjzirgXN8Y+xrHmE/EfCGoABk32fDNyyvln9Np6hpBbdMAat0DmJiUYGSCPgKlyzMUxnOceUl4+7Hb8dPO1fK1kQlrDUhNtOHzbXdji2sRjEpQAX5v+xtTIg12C6wCweuP5mPb+hwYEcut92+tnG1y1CviSOMAOq+Mo3fQh0kmRnZanOq99xSkYGDEj7beMRgJ4nzjOA3lD25Lj8OOzflYV5imOv9STRuOnR2CUQh5DeCesP2rM6g+2qM6v7vsDiTYjZNe3PB/+ukv3fi6vk8xfnOSDRUbF8MohPVR7T3ShZOdw4rxJ0sWIS8zHkYgbF/d/V07vH5lZrhjcx6MQNgC9HsmUV3Xqxh3LUnF6vxk6J2Qo4AadivBj685cUvKzBApShTjPgk9g162ZlxC/Tn9RYegecD/RWTlwOConxVNM18iCYQgziYgM9mOTasyYWFJU+OFYYStuIZoFq9q3VfRP+SbdZ5pga0P5mBNgb46cJoG7GFv8DKZOQDKH8iGnpizHxAK6SqVYyBLsxOhJxZaYtCQs5fHNLknmmgqwKE/LgedZ1ERNb/1Qk9oKsCJDo9qfXCd4ywP+Ov8MPSE5msArw/K9rlx8apXMZeX6ZDDoZ6IyCJ44coEXjl0BpTOTHly0h14aLm+dtxELAp0DUyw1NejGNdb6yyiYbC6rlsxVpCVgA1F+vGCiArQfGlUtV9Q8XCunBXqgYgnQgdUvGAxa5aU3aePVnrEBTjFwt7JTuVaULExF2mJmmbiN0RUUuE9h7sUY0kOK95/YgliTVQE6Ogfx2H2fiGQtXemYvum2DZQo1YM7f/5IoYnphTj5euy8dyG2IXGqAnAO0aV33eqzj1fmot95YXyS5doo0lPMBT4Jx7M7XmtwCvG0TD3IPR7fKhrGVT1uulEXQDOO+zV+uP3ZiHSXGNet2X/adn7ZiMmDZEPfjiPg3U9oBGWnu9tKJ0j64yJANzwz37txgtftGLEO4VIMlf1GdOW2AmWID1S1SiLMTSmvRB8bwPf4xCMmKwBavBNWM78JPZy1S67rsMe3pkNvgj+2e5BX5BWPSf2ueh/+KYkNLR7EG0WusIwOQsCwOQILAT0w6Rw2/mJETdMCrddYN9NKwC3nfUmSTVzhUmYDAo66hdxUGj8qKSDucK7MBsS2dWyZ22nHAWa4l1VzAuaYBLYGyu3O8H1Cb/+NwxWEmnI4SthUx/LB4znK8w2ZnzVUPyki9vMhxTFIj8+byHSM2yBWDafjs9TkDZJEr4MPD7/DwAAAP//3UPLmAAAAAZJREFUAwAtb6aoh+GgJQAAAABJRU5ErkJggg==",
};

/**
 * The files that front ends show beside the kernel's name.
 *
 * Source: https://jupyter-client.readthedocs.io/en/latest/kernels.html#kernel-specs
 */
export const logos: Readonly<Record<string, string | Uint8Array>> = {
  "logo-svg.svg": svg,
  "logo-32x32.png": Buffer.from(png[32], "base64"),
  "logo-64x64.png": Buffer.from(png[64], "base64"),
};
