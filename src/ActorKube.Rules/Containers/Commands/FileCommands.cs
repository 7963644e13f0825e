using System.Collections.Immutable;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>Commands that read and change files.</summary>
internal static class FileCommands
{
    internal static IEnumerable<ProcessStep> Cat(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        foreach (var path in words.Length > 1 ? words.RemoveAt(0) : ["-"])
        {
            if (path == "-")
            {
                while (!context.Input.MeetsEnd())
                    yield return context.Input.Length == 0 ? ProcessStep.ReadInput.Instance : new ProcessStep.Write(OutputStream.Stdout, context.Input.Take());
            }
            else
            {
                var (bytes, fault) = context.Files.Read(context.Resolve(path));
                if (fault == FileFault.None)
                {
                    yield return new ProcessStep.Write(OutputStream.Stdout, bytes);
                    continue;
                }
                context.Status = 1;
                yield return ProcessContext.Complain(fault == FileFault.IsDirectory ? $"cat: read error: {fault.Text()}" : $"cat: can't open '{path}': {fault.Text()}");
            }
        }
    }

    internal static IEnumerable<ProcessStep> MakeDirectory(ImmutableArray<string> words, ProcessContext context)
    {
        var (options, paths) = Options(words);
        return Each("mkdir", paths, context, path => context.Files.MakeDirectory(context.Resolve(path), options.Contains('p'), context.Now), "can't create directory ");
    }

    internal static IEnumerable<ProcessStep> Touch(ImmutableArray<string> words, ProcessContext context) =>
        Each("touch", Options(words).Paths, context, path => context.Files.Touch(context.Resolve(path), context.Now), "");

    internal static IEnumerable<ProcessStep> Remove(ImmutableArray<string> words, ProcessContext context)
    {
        var (options, paths) = Options(words);
        var (recursive, force) = (options.Contains('r') || options.Contains('R'), options.Contains('f'));
        return Each(
            "rm", paths, context,
            path => context.Files.Remove(context.Resolve(path), recursive) is var fault && force && fault == FileFault.NotFound ? FileFault.None : fault,
            "can't remove ");
    }

    /// <summary>The letters of the options, and the other words.</summary>
    internal static (string Options, ImmutableArray<string> Paths) Options(ImmutableArray<string> words)
    {
        var options = words.Skip(1).TakeWhile(word => word.StartsWith('-') && word.Length > 1 && word != "--").ToList();
        var rest = words.RemoveRange(0, 1 + options.Count);
        return (string.Concat(options.Select(option => option[1..])), rest is ["--", ..] ? rest.RemoveAt(0) : rest);
    }

    private static IEnumerable<ProcessStep> Each(string command, ImmutableArray<string> paths, ProcessContext context, Func<string, FileFault> act, string cannot)
    {
        context.Status = 0;
        if (paths.IsEmpty)
        {
            context.Status = 1;
            yield return ProcessContext.Complain($"{command}: needs a file");
        }
        foreach (var path in paths)
        {
            var fault = act(path);
            if (fault == FileFault.None)
                continue;
            context.Status = 1;
            yield return ProcessContext.Complain($"{command}: {(cannot.Length == 0 ? path : $"{cannot}'{path}'")}: {fault.Text()}");
        }
    }
}
