"""Compares the cache of huggingface_hub with the one that vitexplain.vit.hub fills, and has each use the other's.

A small hub in this process serves one model. Run it from the repository's root after `mvn test-compile`:

    python src/test/python/hub/layout.py "$(mvn -q dependency:build-classpath -Dmdep.outputFile=/dev/stdout)"

Run with huggingface_hub 2.4.0 and 0.36.2. Prints the files of both caches and ends with 0 if they are the same.
"""

import hashlib
import http.server
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FILES = {
    "config.json": b'{"model_type": "vit"}',
    "preprocessor_config.json": b'{"size": 32}',
    "model.safetensors": os.urandom(3 << 20),
}
JAVA = "vitexplain.vit.hub.HubProcessesTest$Downloading"


class Hub(http.server.BaseHTTPRequestHandler):
    """Answers as the hub does: large files by a redirect that names their SHA-256."""

    asked = []

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.wfile.write(self.answer())

    def answer(self):
        Hub.asked.append(self.path)
        path = self.path.split("?")[0]
        name = path.split("/")[-1]
        body = FILES.get(name)
        if body is None:
            return self.head(404, {"X-Repo-Commit": COMMIT, "X-Error-Code": "EntryNotFound"}, b"")
        if name.endswith(".safetensors") and not path.startswith("/content/"):
            hash = hashlib.sha256(body).hexdigest()
            host = f"http://localhost:{self.server.server_port}"
            return self.head(
                302,
                {"X-Linked-Etag": f'"{hash}"', "X-Linked-Size": str(len(body)), "Location": f"{host}/content/{name}"},
                b"",
            )
        git = hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()
        return self.head(200, {"ETag": f'"{git}"'}, body)

    def head(self, status, headers, body):
        self.send_response(status)
        for name, value in {"X-Repo-Commit": COMMIT, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        return body

    def log_message(self, *ignored):
        pass


def files(cache):
    """Every file with what it is: a link with its target, or its SHA-256."""
    found = {}
    for path in sorted(cache.rglob("*")):
        name = path.relative_to(cache).as_posix()
        if path.is_symlink():
            found[name] = "-> " + os.readlink(path)
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return found


def python(cache, endpoint, offline):
    code = (
        "import sys, huggingface_hub as h\n"
        "for f in sys.argv[1:]: print(h.hf_hub_download('owner/tiny-vit', f))"
    )
    environment = {
        **os.environ,
        "HF_HUB_CACHE": str(cache),
        "HF_ENDPOINT": endpoint,
        "HF_HUB_OFFLINE": "1" if offline else "0",
        "HF_HUB_DISABLE_XET": "1",
    }
    done = subprocess.run([sys.executable, "-c", code, *FILES], env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    for path, body in zip(done.stdout.split(), FILES.values()):
        assert pathlib.Path(path).read_bytes() == body, path


def java(cache, endpoint, class_path):
    classes = os.pathsep.join(["target/test-classes", "target/classes", class_path])
    subprocess.run(["java", "-cp", classes, JAVA, str(cache), endpoint], check=True)


def main(class_path):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        of_python, of_java = pathlib.Path(folder, "python"), pathlib.Path(folder, "java")
        python(of_python, endpoint, offline=False)
        java(of_java, endpoint, class_path)
        theirs, ours = files(of_python), files(of_java)
        for name in sorted({*theirs, *ours}):
            same = "same" if theirs.get(name) == ours.get(name) else "OTHER"
            print(f"{same}  {name}  python: {theirs.get(name)}  java: {ours.get(name)}")
        Hub.asked.clear()
        python(of_java, endpoint, offline=True)
        java(of_python, endpoint, class_path)
        print("asked by each with the other's cache:", Hub.asked)
        different = {name for name in {*theirs, *ours} if theirs.get(name) != ours.get(name)}
        sys.exit(bool(Hub.asked) or bool(different - {"CACHEDIR.TAG"}))


main(sys.argv[1])
