using System.Xml.Linq;

namespace Iamd.Client;

/// <summary>Reading AWS's XML by names alone: the namespace says only which service answered.</summary>
internal static class XmlAnswer
{
    extension(XElement element)
    {
        /// <summary>A child.</summary>
        public XElement? Child(string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

        /// <summary>A child that AWS always answers.</summary>
        /// <exception cref="CommandFailure">It is not there.</exception>
        public XElement Required(string name) => element.Child(name) ?? throw new CommandFailure($"The daemon's answer lacks {name}.");

        /// <summary>A child's text.</summary>
        public string? Text(string name) => element.Child(name)?.Value;

        /// <summary>The text of a child that AWS always answers.</summary>
        /// <exception cref="CommandFailure">It is not there.</exception>
        public string RequiredText(string name) => element.Required(name).Value;

        /// <summary>The members of a list; none when it is not there.</summary>
        public IEnumerable<XElement> Members(string list) => element.Child(list)?.Elements() ?? [];
    }
}
