/** The environment for Python's own tools: nothing of the user's may redirect what they install. */
export function pythonEnvironment(env) {
  const clean = { ...env };
  for (const name of ["PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV"]) {
    delete clean[name];
  }
  return {
    ...clean,
    PYTHONNOUSERSITE: "1",
    PIP_USER: "0",
    PIP_REQUIRE_VIRTUALENV: "0",
    PIP_NO_INPUT: "1",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_ROOT_USER_ACTION: "ignore",
  };
}

/**
 * uv reads no pip.conf: what `pip config list` prints (mirror, certificate, proxy) in uv's words.
 * What the user has told uv already stays.
 */
export function uvEnvironment(env, pipConfig) {
  const settings = {};
  for (const line of pipConfig.split("\n")) {
    const [, name, value] = /^[^=]*\.([a-z-]+)='(.*)'$/.exec(line.trim()) ?? [];
    if (name) settings[name] = value;
  }
  const translated = {
    UV_DEFAULT_INDEX: env.UV_INDEX_URL ? undefined : settings["index-url"],
    UV_INDEX: settings["extra-index-url"],
    SSL_CERT_FILE: settings.cert,
    HTTPS_PROXY: env.https_proxy ? undefined : settings.proxy,
  };
  const present = Object.entries(translated).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(present),
    ...env,
    UV_NO_CONFIG: "1",
    UV_PYTHON_DOWNLOADS: "never",
  };
}
