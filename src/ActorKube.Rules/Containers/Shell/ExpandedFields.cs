using System.Text;
using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Collects what a word expands to: split at blanks that came from an expansion, with the letters that were quoted kept apart from patterns.</summary>
/// <param name="separators">The letters of <c>IFS</c>; empty to split nothing.</param>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.6.5.</remarks>
internal sealed class ExpandedFields(string separators)
{
    private readonly List<(string Text, string Pattern)> _done = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _pattern = new();
    private bool _has;

    /// <summary>Everything as one text.</summary>
    internal string Text => string.Join(' ', _done.Select(done => done.Text).Append(_text.ToString()));

    /// <summary>Everything as one pattern, in which quoted letters mean themselves.</summary>
    internal string Pattern => string.Join(' ', _done.Select(done => done.Pattern).Append(_pattern.ToString()));

    /// <summary>Adds text as it stands.</summary>
    internal void Add(string text, bool isQuoted)
    {
        _text.Append(text);
        _pattern.Append(isQuoted ? ShellPattern.Escape(text) : text);
        _has |= isQuoted || text.Length > 0;
    }

    /// <summary>Adds the value of an unquoted expansion.</summary>
    internal void AddSplit(string text)
    {
        foreach (var letter in text)
        {
            if (!separators.Contains(letter, StringComparison.Ordinal))
                Add(letter.ToString(), isQuoted: false);
            else if (letter is ' ' or '\t' or '\n')
                EndField();
            else
                EndField(evenIfEmpty: true);
        }
    }

    /// <summary>What comes next is another field.</summary>
    internal void EndField(bool evenIfEmpty = false)
    {
        if (_has || evenIfEmpty)
            _done.Add((_text.ToString(), _pattern.ToString()));
        _text.Clear();
        _pattern.Clear();
        _has = false;
    }

    /// <summary>The fields, each pattern replaced by the paths that it names.</summary>
    internal IEnumerable<string> Fields(string directory, ContainerFiles files, bool expandsPaths)
    {
        EndField();
        foreach (var (text, pattern) in _done)
        {
            var paths = expandsPaths && ShellPattern.IsOne(pattern) ? ShellPattern.Paths(pattern, directory, files) : [];
            if (paths.Count == 0)
                yield return text;
            foreach (var path in paths)
                yield return path;
        }
    }
}
