using ActorKube.Rules.Images;

namespace ActorKube.Node;

/// <summary>Reads the users' files of the image catalogue.</summary>
public static class ImageFiles
{
    /// <summary>The built-in catalogue with what these files say before it.</summary>
    /// <param name="paths">Files, or folders whose <c>*.yaml</c> files are meant.</param>
    /// <param name="fault">Makes the exception that is thrown when a path isn't there or a file is wrong; its message has all faults, a line each.</param>
    public static ImageCatalogue Read(IEnumerable<string> paths, Func<string, Exception> fault)
    {
        var files = new List<(string Name, string Text)>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                files.AddRange(Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllText(file))));
            else if (File.Exists(path))
                files.Add((path, File.ReadAllText(path)));
            else
                throw fault($"{path}: no such file or folder: --images takes YAML files that describe images, or folders of them");
        }
        if (files.Count == 0)
            return ImageCatalogue.BuiltIn;
        var (catalogue, faults) = ImageCatalogue.With(files);
        return catalogue ?? throw fault(string.Join(Environment.NewLine, faults));
    }
}
