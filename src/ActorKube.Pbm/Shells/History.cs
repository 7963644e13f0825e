namespace ActorKube.Pbm.Shells;

/// <summary>The lines of this session, bounded; moving past the newest gives back what was being typed.</summary>
internal sealed class History
{
    private const int Limit = 500;

    private readonly List<string> _lines = [];
    private int _position;
    private string _draft = "";

    public void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        if (_lines.Count > Limit)
            _lines.RemoveAt(0);
        _position = _lines.Count;
    }

    public string Older(string current)
    {
        if (_position == _lines.Count)
            _draft = current;
        if (_position == 0)
            return current;
        return _lines[--_position];
    }

    public string Newer(string current)
    {
        if (_position >= _lines.Count)
            return current;
        return ++_position == _lines.Count ? _draft : _lines[_position];
    }
}
