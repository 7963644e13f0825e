namespace ActorKube.Rules.Images;

/// <summary>The images whose size and program are known, by the last part of their repository. Sizes are those of the images' usual tags, roughly.</summary>
public static class ImageTable
{
    private static readonly Dictionary<string, ImageFacts> Known = new(StringComparer.Ordinal)
    {
        ["nginx"] = Server(70, 100, ["/docker-entrypoint.sh: Configuration complete; ready for start up", "nginx: start worker processes"], "1.161"),
        ["busybox"] = Shell(2),
        ["alpine"] = Shell(4),
        ["debian"] = Shell(50),
        ["ubuntu"] = Shell(30),
        ["bash"] = Shell(6),
        ["pause"] = Server(1, 10, []),
        ["redis"] = Server(40, 100, ["Ready to accept connections tcp"]),
        ["hello-app"] = Server(12, 50, ["Server listening on port 8080"]),
        ["hello-world"] = new(1, TimeSpan.FromMilliseconds(10), ImageBehaviour.Prints, ["Hello from Docker!"], []),
        ["agnhost"] = Server(50, 50, []),
        ["httpd"] = Server(60, 100, ["AH00094: Command line: 'httpd -D FOREGROUND'"]),
        ["postgres"] = Server(150, 500, ["database system is ready to accept connections"]),
        ["perl"] = Shell(340),
        ["python"] = Shell(350),
    };

    /// <summary>What is known of an image.</summary>
    public static ImageFacts Find(ImageReference image) => Known.GetValueOrDefault(image.ShortName, ImageFacts.Unknown);

    /// <summary>How long a pull takes at that bandwidth (bytes a second), emulated time.</summary>
    public static TimeSpan PullTime(ImageReference image, long bandwidth) => TimeSpan.FromSeconds(Find(image).MebiBytes * 1024.0 * 1024.0 / bandwidth);

    /// <summary>Why the registry doesn't give the image, in containerd's words; null if it does.</summary>
    public static string? PullFault(ImageReference image) => Find(image).MissingTags.Contains(image.Tag)
        ? $"rpc error: code = NotFound desc = failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": {image}: not found"
        : null;

    private static ImageFacts Server(int mebiBytes, int startMilliseconds, string[] greeting, params string[] missingTags) =>
        new(mebiBytes, TimeSpan.FromMilliseconds(startMilliseconds), ImageBehaviour.Serves, greeting, missingTags);

    private static ImageFacts Shell(int mebiBytes) => new(mebiBytes, TimeSpan.FromMilliseconds(20), ImageBehaviour.Shell, [], []);
}
