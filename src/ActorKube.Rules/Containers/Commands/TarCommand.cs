using System.Collections.Immutable;
using System.Formats.Tar;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>tar</c> as <c>kubectl cp</c> uses it: <c>tar xmf - [-C DIR]</c> and <c>tar cf - [-C DIR] PATH…</c>.</summary>
internal static class TarCommand
{
    private static readonly string[] Ignored = ["--no-same-permissions", "--no-same-owner"];

    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ProcessContext context)
    {
        var arguments = words.Skip(1).Where(word => !Ignored.Contains(word)).ToList();
        var options = arguments.FirstOrDefault("").TrimStart('-');
        var (directory, paths) = (context.Directory, new List<string>());
        var file = "";
        for (var index = 1; index < arguments.Count; index++)
        {
            if (index == 1 && options.EndsWith('f'))
                file = arguments[index];
            else if (arguments[index] == "-C" && index + 1 < arguments.Count)
                directory = context.Resolve(arguments[++index]);
            else
                paths.Add(arguments[index]);
        }
        context.Status = 0;
        if (file != "-" || !options.All("xcmfp".Contains) || options.Contains('x') == options.Contains('c'))
            return Failed("tar: only \"tar xf -\" and \"tar cf -\" are supported by the simulated tar", context);
        if (!context.Files.IsDirectory(directory))
            return Failed($"tar: can't change directory to '{directory}': {FileFault.NotFound.Text()}", context);
        return options.Contains('x') ? Extract(directory, context) : Create(directory, paths, context);
    }

    private static IEnumerable<ProcessStep> Failed(string line, ProcessContext context)
    {
        context.Status = 1;
        yield return ProcessContext.Complain(line);
    }

    private static IEnumerable<ProcessStep> Extract(string directory, ProcessContext context)
    {
        var scanner = new TarScanner(context.Files.Free);
        while (!scanner.IsOver)
        {
            if (context.Input.MeetsEnd())
            {
                if (!scanner.HasBegun)
                    break;
                context.Status = 1;
                yield return ProcessContext.Complain("tar: short read");
                yield break;
            }
            if (context.Input.Length == 0)
                yield return ProcessStep.ReadInput.Instance;
            foreach (var entry in scanner.Read(context.Input.Take()))
            {
                if (Extract(entry, directory, context) is not { } fault)
                    continue;
                context.Status = 1;
                yield return ProcessContext.Complain(fault);
            }
            if (scanner.Fault is not { } broken)
                continue;
            context.Status = 1;
            yield return ProcessContext.Complain(broken);
            yield break;
        }
        // What follows an archive is filling, which the sender must get rid of before it can end.
        while (!context.Input.MeetsEnd() && scanner.IsOver && context.Input.Length > 0)
            context.Input.Take();
    }

    private static string? Extract(TarEntry entry, string directory, ProcessContext context)
    {
        var path = ContainerFiles.Absolute(directory, entry.Name.TrimStart('/'));
        if (path != directory && !path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal))
            return $"tar: name with '..' in '{entry.Name}' is not extracted";
        if (entry.EntryType == TarEntryType.Directory)
            return Said(context.Files.MakeDirectory(path, parents: true, context.Now));
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            return $"tar: {entry.Name}: {entry.EntryType} is not supported by the simulated file system";
        if (context.Files.MakeDirectory(path[..Math.Max(1, path.LastIndexOf('/'))], parents: true, context.Now) is not FileFault.None and var above)
            return Said(above);
        var bytes = new byte[entry.Length];
        entry.DataStream?.ReadExactly(bytes);
        return Said(context.Files.Write(path, bytes, append: false, context.Now, entry.Mode));

        string? Said(FileFault fault) => fault == FileFault.None ? null : $"tar: can't create '{entry.Name}': {fault.Text()}";
    }

    private static IEnumerable<ProcessStep> Create(string directory, List<string> paths, ProcessContext context)
    {
        var archive = new MemoryStream();
        using var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var path in paths)
        {
            var absolute = ContainerFiles.Absolute(directory, path);
            if (context.Files.Find(absolute) is null)
            {
                context.Status = 1;
                yield return ProcessContext.Complain($"tar: {path}: {FileFault.NotFound.Text()}");
                continue;
            }
            if (path.StartsWith('/'))
                yield return ProcessContext.Complain("tar: removing leading '/' from member names");
            foreach (var (name, inside) in Tree(path.TrimStart('/'), absolute, context.Files))
            {
                if (context.Files.Find(inside) is not { } facts)
                    continue;
                tar.WriteEntry(Entry(name, facts, context.Files.Read(inside).Bytes));
                yield return Written(archive);
            }
        }
        tar.Dispose();
        yield return Written(archive);
    }

    private static PaxTarEntry Entry(string name, FileFacts facts, ReadOnlyMemory<byte> bytes)
    {
        var entry = new PaxTarEntry(facts.IsDirectory ? TarEntryType.Directory : TarEntryType.RegularFile, facts.IsDirectory ? name + "/" : name)
        {
            Mode = facts.Mode, ModificationTime = facts.Modified < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : facts.Modified,
        };
        if (!facts.IsDirectory)
            entry.DataStream = new MemoryStream(bytes.ToArray());
        return entry;
    }

    private static ProcessStep Written(MemoryStream archive)
    {
        var bytes = archive.ToArray();
        archive.SetLength(0);
        return new ProcessStep.Write(OutputStream.Stdout, bytes);
    }

    /// <summary>A file, or a directory with all that is in it, each by its name in the archive and its path.</summary>
    private static IEnumerable<(string Name, string Path)> Tree(string name, string path, ContainerFiles files)
    {
        yield return (name.Length == 0 ? "." : name.TrimEnd('/'), path);
        if (!files.IsDirectory(path))
            yield break;
        foreach (var child in files.List(path))
            foreach (var below in Tree(name.Length == 0 ? child : $"{name.TrimEnd('/')}/{child}", ContainerFiles.Absolute(path, child), files))
                yield return below;
    }
}
